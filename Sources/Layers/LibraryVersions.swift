import CryptoBinding
import GDALBinding
import GEOSBinding
import PROJBinding

/// The versions of the libraries that read, cut and transform, by name, in a fixed order.
public func libraryVersions() -> [(name: String, version: String)] {
  [
    ("GDAL", GDALLibrary.version), ("GEOS", GEOSContext.libraryVersion),
    ("PROJ", PROJContext.libraryVersion),
  ]
}

/// The SHA-256 of a file, as 64 lower-case hexadecimal digits.
///
/// - Throws: `SHA256Error` naming the system's message where the file is not readable.
public func sha256(ofFile path: String) throws -> String {
  try SHA256.digest(ofFile: path)
}
