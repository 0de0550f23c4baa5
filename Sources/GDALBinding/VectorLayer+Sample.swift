import CGDAL

extension VectorLayer {
  /// The fields of the first features as texts, nil where they hold nothing.
  public func sampledTexts(rows limit: Int) -> [[String?]] {
    unsafe OGR_L_ResetReading(handle)
    var rows: [[String?]] = []
    while rows.count < limit, let feature = unsafe OGR_L_GetNextFeature(handle) {
      defer { unsafe OGR_F_Destroy(feature) }
      rows.append(
        fields.indices.map { field in
          guard unsafe OGR_F_IsFieldSetAndNotNull(feature, Int32(field)) != 0 else { return nil }
          return unsafe OGR_F_GetFieldAsString(feature, Int32(field)).map {
            unsafe String(cString: $0)
          }
        })
    }
    unsafe OGR_L_ResetReading(handle)
    return rows
  }
}
