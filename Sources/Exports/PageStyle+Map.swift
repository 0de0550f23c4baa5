extension PageStyle {
  /// The map, its legend and its panel.
  static let map = """
    header, .tables { max-width: 84rem; margin: 0 auto; padding: 0 clamp(1rem, 3vw, 2.5rem); }
    header { padding-top: 1.1rem; }
    header h1, header .subtitle { display: inline-block; margin-right: .8rem; }
    header .notice { margin: .3rem 0 .6rem; padding: .35rem .8rem; }
    header .lead { font-size: 1.08rem; max-width: none; margin: .4rem 0 .5rem; }
    header .figures { margin: .6rem 0; }
    header .figures { grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); }
    .certificate { border-left: 4px solid var(--accent); padding-left: .8rem; max-width: none; }
    .certificate.bad { border-color: #cc6677; font-weight: 600; }
    .map { max-width: 84rem; margin: .5rem auto 1rem; padding: 0 clamp(1rem, 3vw, 2.5rem); display: grid; gap: .8rem 1.5rem;
      grid-template-columns: minmax(0, 1fr) minmax(18rem, 24rem); grid-template-areas: "controls controls" "canvas panel"; }
    .controls { grid-area: controls; display: flex; flex-wrap: wrap; gap: .6rem 1.2rem; align-items: center; }
    .controls select, .controls input, .controls button { font: inherit; color: inherit; background: var(--paper);
      border: 1px solid var(--soft); border-radius: 5px; padding: .25rem .5rem; max-width: 100%; }
    .controls label { color: var(--soft); } .zoom { display: inline-flex; gap: .3rem; }
    .canvas { grid-area: canvas; min-width: 0; }
    #map { display: block; width: 100%; max-height: max(26rem, calc(100vh - 27rem)); background: var(--water); border: 1px solid var(--line);
      border-radius: 6px; cursor: grab; touch-action: pan-y; }
    .u { stroke: var(--paper); stroke-width: .6px; vector-effect: non-scaling-stroke; cursor: pointer; }
    #units { fill: var(--none); }
    #mark { fill: none; stroke: var(--ink); stroke-width: 3.5px; vector-effect: non-scaling-stroke; pointer-events: none; }
    .u:focus-visible, .d:focus-visible { outline: none; stroke: var(--accent); stroke-width: 4px; }
    #buildings { fill: #000; fill-opacity: .34; pointer-events: none; }
    .d { fill: none; stroke: var(--ink); stroke-width: 1.5px; stroke-opacity: .75; vector-effect: non-scaling-stroke; pointer-events: none; }
    .d.area { fill: var(--none); pointer-events: auto; cursor: pointer; }
    #labels text, #scale text { fill: var(--ink); paint-order: stroke; stroke: var(--paper); stroke-linejoin: round;
      text-anchor: middle; font-weight: 600; pointer-events: none; }
    #scale path { fill: none; stroke: var(--ink); stroke-width: 1.5px; vector-effect: non-scaling-stroke; }
    #scale { pointer-events: none; }
    .legend { display: flex; flex-wrap: wrap; gap: .3rem 1.1rem; margin-top: .6rem; font-size: .9rem; }
    .legend span { display: inline-flex; gap: .45rem; align-items: center; }
    .legend svg { width: 1.3rem; height: .95rem; border-radius: 2px; flex: none; }
    .panel { grid-area: panel; background: var(--panel); border-radius: 6px; padding: 1rem 1.1rem; align-self: start;
      max-height: 84vh; overflow-y: auto; font-size: .94rem; }
    .panel h2 { margin: 0 0 .2rem; font-size: 1.2rem; overflow-wrap: anywhere; }
    .panel h3 { margin: 1.1rem 0 .2rem; }
    .panel p { margin: .25rem 0; } .panel .meta, .hint { color: var(--soft); }
    .panel dl { display: grid; grid-template-columns: auto 1fr; gap: .1rem .8rem; margin: .35rem 0; }
    .panel dt { color: var(--soft); } .panel dd { margin: 0; }
    .panel dl.plan { display: block; } .plan dt { color: var(--ink); font-weight: 600; margin-top: .5rem; }
    .plan dd { color: var(--soft); }
    .panel button.back { font: inherit; font-size: .88rem; color: var(--accent); background: none; border: 0; padding: 0;
      margin-bottom: .5rem; cursor: pointer; }
    .files { columns: 16rem; }
    .to-map { max-width: 84rem; margin: .4rem auto 0; padding: 0 clamp(1rem, 3vw, 2.5rem); }
    @media (max-width: 56rem) { .map { grid-template-columns: minmax(0, 1fr); grid-template-areas: "controls" "canvas" "panel"; }
      .panel { max-height: none; } }
    @media print { .controls, .panel .hint { display: none; } .map { display: block; }
      #map { max-height: 13cm; } }
    """
}
