import CGDAL

/// Bytes packed by gzip (RFC 1952), without a time or a name, so that the same bytes always pack alike.
///
/// The packed bytes depend on the version of zlib that GDAL was built with, and on nothing else.
///
/// - Parameter level: 1 fast to 9 small.
/// - Throws: ``GDALError`` where there is not enough memory.
public func gzipped(_ bytes: [UInt8], level: Int = 6) throws(GDALError) -> [UInt8] {
  var count = 0
  CPLErrorReset()
  let packed = unsafe bytes.withUnsafeBytes { source in
    // GDAL allocates the output where it is given none.
    unsafe CPLZLibDeflate(source.baseAddress, source.count, Int32(level), nil, 0, &count)
  }
  guard let packed = unsafe packed else { throw lastFailure("CPLZLibDeflate", "") }
  defer { unsafe VSIFree(packed) }
  let stream = unsafe UnsafeRawBufferPointer(start: packed, count: count)
  // GDAL gives a zlib stream (RFC 1950): two bytes of head, the deflated bytes, four bytes of Adler-32.
  var file: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
  file.reserveCapacity(count + 12)
  unsafe file.append(contentsOf: stream[2..<(count - 4)])
  for word in [crc32(bytes), UInt32(truncatingIfNeeded: bytes.count)] {
    for shift in stride(from: 0, to: 32, by: 8) {
      file.append(UInt8(truncatingIfNeeded: word >> UInt32(shift)))
    }
  }
  return file
}

/// The check sum of gzip, ISO 3309.
private func crc32(_ bytes: [UInt8]) -> UInt32 {
  var sum = UInt32.max
  for byte in bytes { sum = crcTable[Int((sum ^ UInt32(byte)) & 0xFF)] ^ (sum >> 8) }
  return ~sum
}

private let crcTable: [UInt32] = (0..<256).map { start in
  var value = UInt32(start)
  for _ in 0..<8 { value = value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
  return value
}
