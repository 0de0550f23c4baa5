/// Which drivers may open which source.
///
/// A plan names its sources; a file that it names must not be able to name others. So drivers whose files
/// redirect, run code or fetch are never tried on a file, and those of services only on their own prefix.
enum GDALDrivers {
  /// Files of these formats name further sources, or are fetched from the network.
  private static let redirecting: Set<String> = [
    "VRT", "OGR_VRT", "GMLAS", "DERIVED", "MRF", "HTTP", "GTI", "GDALG", "STACTA", "STACIT", "WMS",
    "DAAS", "EEDA", "EEDAI", "ESRIC", "PLMOSAIC", "PLSCENES", "RASDAMAN", "Rasterlite", "NGW",
    "AmigoCloud", "Carto", "Elasticsearch", "CSW", "ODBC", "PGeo", "OGCAPI", "WCS", "WMTS",
    "TileDB",
  ]

  /// The services, each with the start of its connection strings.
  private static let services: [(prefix: String, driver: String)] = [
    ("PG:", "PostgreSQL"), ("postgresql:", "PostgreSQL"), ("MySQL:", "MySQL"),
    ("MSSQL:", "MSSQLSpatial"), ("OCI:", "OCI"), ("WFS:", "WFS"), ("OAPIF:", "OAPIF"),
  ]

  /// The drivers that may try a source, in the order of registration.
  static func allowed(for source: String) -> [String] {
    if let service = service(of: source) { return [service] }
    let excluded = redirecting.union(services.map(\.driver))
    return GDALLibrary.driverNames.filter { !excluded.contains($0) }
  }

  /// The driver of the service that a connection string names, or nil for a file.
  static func service(of source: String) -> String? {
    let lower = source.lowercased()
    return services.first { lower.hasPrefix($0.prefix.lowercased()) }?.driver
  }
}
