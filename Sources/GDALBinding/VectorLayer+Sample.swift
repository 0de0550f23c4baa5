import CGDAL

extension VectorLayer {
  /// The fields of the first features as texts, nil where they hold nothing.
  public func sampledTexts(rows limit: Int) -> [[String?]] {
    var rows: [[String?]] = []
    forEachTexts(rows: limit) { rows.append($0) }
    return rows
  }

  /// How often each text stands in each field of the first features, empty ones apart, and how many features these are.
  public func countedTexts(rows limit: Int) -> (counts: [[String: Int]], rows: Int) {
    var counts = fields.map { _ in [String: Int]() }
    var rows = 0
    forEachTexts(rows: limit) { texts in
      rows += 1
      for (field, text) in texts.enumerated() {
        if let text, !text.isEmpty { counts[field][text, default: 0] += 1 }
      }
    }
    return (counts, rows)
  }

  private func forEachTexts(rows limit: Int, _ body: ([String?]) -> Void) {
    unsafe OGR_L_ResetReading(handle)
    var count = 0
    while count < limit, let feature = unsafe OGR_L_GetNextFeature(handle) {
      defer { unsafe OGR_F_Destroy(feature) }
      count += 1
      body(
        fields.indices.map { field in
          guard unsafe OGR_F_IsFieldSetAndNotNull(feature, Int32(field)) != 0 else { return nil }
          return unsafe OGR_F_GetFieldAsString(feature, Int32(field)).map {
            unsafe String(cString: $0)
          }
        })
    }
    unsafe OGR_L_ResetReading(handle)
  }
}
