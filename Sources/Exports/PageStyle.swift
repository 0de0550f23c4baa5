/// The looks that all pages share.
enum PageStyle {
  /// Colours, type and tables; light and dark by the reader's choice.
  static let common = """
    :root { color-scheme: light dark; --paper: #fcfcfa; --ink: #1d2226; --soft: #5b666e; --line: #d5dade;
      --panel: #f1f3f2; --accent: #00577a; --warn: #fff3d6; --warn-ink: #5d4300; --none: #d9dcdd; --water: #eef2f3; }
    @media (prefers-color-scheme: dark) { :root { --paper: #15191c; --ink: #e8ebec; --soft: #a3adb3; --line: #38424a;
      --panel: #1e2428; --accent: #7cc4e4; --warn: #3d3112; --warn-ink: #f3dd9f; --none: #0b0d0f; --water: #1a2023; } }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; }
    body { margin: 0; background: var(--paper); color: var(--ink);
      font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
    h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .2rem; letter-spacing: -.01em; overflow-wrap: anywhere; }
    h2 { font-size: 1.2rem; line-height: 1.3; margin: 2.2rem 0 .6rem; }
    h3 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
    p { margin: .4rem 0 .8rem; max-width: 72ch; }
    ul { margin: .4rem 0 1rem; padding-left: 1.2rem; max-width: 80ch; }
    li { margin: .2rem 0; }
    a { color: var(--accent); }
    :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
    .sheet { max-width: 76rem; margin: 0 auto; padding: 1.5rem clamp(1rem, 4vw, 2.5rem) 4rem; }
    .subtitle, .back { color: var(--soft); margin-top: 0; }
    .notice { background: var(--warn); color: var(--warn-ink); padding: .6rem .9rem; border-radius: 6px; max-width: none; }
    .figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: .6rem; margin: .8rem 0 1rem; }
    .drawing { margin: .8rem 0; overflow-x: auto; }
    .figures div { background: var(--panel); border-radius: 6px; padding: .6rem .8rem; }
    .figures dt { color: var(--soft); font-size: .82rem; line-height: 1.3; }
    .figures dd { margin: .15rem 0 0; font-size: 1.15rem; font-weight: 600; font-variant-numeric: tabular-nums; }
    .table { overflow-x: auto; margin: .5rem 0 1.2rem; }
    table { border-collapse: collapse; font-size: .9rem; line-height: 1.4; min-width: 40%; }
    th, td { text-align: left; vertical-align: top; padding: .35rem .9rem .35rem 0; border-bottom: 1px solid var(--line);
      overflow-wrap: break-word; }
    th { color: var(--soft); font-weight: 600; vertical-align: bottom; }
    td { max-width: 28rem; min-width: 4.5rem; } td:first-child { min-width: 8rem; }
    .n { text-align: right; font-variant-numeric: tabular-nums; }
    td.n { white-space: nowrap; }
    tfoot td { font-weight: 600; border-top: 2px solid var(--ink); border-bottom: 0; }
    .drawing { margin: 1rem 0; overflow-x: auto; } .drawing svg, .drawing img { max-width: 100%; height: auto; background: #fff; border-radius: 4px; }
    details { margin: .6rem 0; } summary { cursor: pointer; color: var(--accent); }
    @media print { .back { display: none; } body { font-size: 11pt; } .table { overflow: visible; }
      /* A foot would be repeated at the end of every page, where it is no sum of what stands above. */
      tfoot { display: table-row-group; } }
    """
}
