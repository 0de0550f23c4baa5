import CGDAL

/// What a web server answered.
public struct WebAnswer: Sendable, Hashable {
  /// The content.
  public var bytes: [UInt8]
  /// Its type, as the server names it.
  public var contentType: String
  /// The header lines as `NAME=value`.
  public var headers: [String]

  /// Creates an answer.
  public init(bytes: [UInt8], contentType: String, headers: [String]) {
    self.bytes = bytes
    self.contentType = contentType
    self.headers = headers
  }
}

/// Stands between GDAL and the network while one source is read: lets requests to known hosts pass, gives answers that
/// are kept, and keeps new ones.
///
/// Confined to one thread. Requests that GDAL makes as a file system (`/vsicurl/`) are shut off meanwhile.
@safe
public final class WebGate {
  private let hosts: Set<String>
  private let timeLimit: Int
  private let isOffline: Bool
  private let isSecure: Bool
  private let kept: (String) -> WebAnswer?
  private var isFetching = false
  /// How often each request was made.
  private var asked: [String: Int] = [:]
  /// GDAL asks for one page some times: for the fields, the number, and for each reading. More often, it goes in a circle.
  private static let mostRepeats = 20
  /// The answers that were fetched, by request, in the order of fetching.
  public private(set) var fetched: [(request: String, answer: WebAnswer)] = []
  /// Hosts that an answer led to and that were not asked.
  public private(set) var refusedHosts: [String] = []
  /// How many requests found no kept answer, while nothing may be fetched.
  public private(set) var missing = 0
  /// What went wrong first with a request; nil: nothing.
  public private(set) var failure: String?

  /// Sets up a gate.
  ///
  /// - Parameters:
  ///   - hosts: The hosts that may be asked, with their ports where an address states one.
  ///   - timeLimit: Seconds that one answer may take.
  ///   - isOffline: Whether nothing may be fetched at all.
  ///   - isSecure: Whether everything is asked for by https, links to http too.
  ///   - kept: The answer to a request that is kept, or nil.
  public init(
    hosts: Set<String>, timeLimit: Int, isOffline: Bool, isSecure: Bool,
    kept: @escaping (String) -> WebAnswer?
  ) {
    self.isSecure = isSecure
    self.hosts = hosts
    self.timeLimit = timeLimit
    self.isOffline = isOffline
    self.kept = kept
  }

  /// Runs `body` with this gate before the network of this thread.
  public func guarding<Result>(_ body: () throws -> Result) rethrows -> Result {
    GDALLibrary.start()
    // Safe: GDAL calls back only between this push and the pop, and the gate lives as long.
    unsafe CPLHTTPPushFetchCallback(
      { url, options, _, _, write, writeTarget, gate in
        guard let url = unsafe url, let gate = unsafe gate else { return nil }
        let me = unsafe Unmanaged<WebGate>.fromOpaque(gate).takeUnretainedValue()
        return unsafe me.answer(String(cString: url), options, write, writeTarget)
      }, unsafe Unmanaged.passUnretained(self).toOpaque())
    defer { CPLHTTPPopFetchCallback() }
    // A stream would pass by the gate.
    return try withThreadOption("OGR_WFS_USE_STREAMING", "NO") {
      try withThreadOption("CPL_VSIL_CURL_ALLOWED_EXTENSIONS", ".shut-off", body)
    }
  }

  /// The host of a web address, with its port where it states one, in lower case; nil where it is no web address.
  public static func host(of address: String) -> String? {
    let lower = address.lowercased()
    guard let scheme = ["http://", "https://"].first(where: { lower.hasPrefix($0) }) else {
      return nil
    }
    // A backslash or a control character would be read in two ways by two readers.
    guard lower.unicodeScalars.allSatisfy({ $0.value > 32 && $0 != "\\" && $0.value != 127 }) else {
      return nil
    }
    let authority = lower.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
    let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    return host.isEmpty ? nil : String(host)
  }

  @unsafe
  private func answer(
    _ address: String, _ options: CSLConstList?, _ write: CPLHTTPFetchWriteFunc?,
    _ writeTarget: UnsafeMutableRawPointer?
  ) -> UnsafeMutablePointer<CPLHTTPResult>? {
    // Nil hands a request on to the network.
    if isFetching { return nil }
    func option(_ name: String) -> String? {
      unsafe CSLFetchNameValue(options, name).map { unsafe String(cString: $0) }
    }
    if option("CLOSE_PERSISTENT") != nil { return nil }
    guard let host = Self.host(of: address), hosts.contains(host) else {
      let name = Self.host(of: address) ?? "an address that is none"
      if !refusedHosts.contains(name) { refusedHosts.append(name) }
      return unsafe failed("the answer leads to \(name), which the plan does not name")
    }
    let request = [address, option("POSTFIELDS") ?? "", option("HEADERS") ?? ""]
      .joined(separator: "\n")
    asked[request, default: 0] += 1
    if asked[request, default: 0] > Self.mostRepeats {
      return unsafe failed("its links to the next page lead back to a page that was read before")
    }
    if isOffline {
      guard let answer = kept(request) else {
        missing += 1
        return unsafe failed("the answer is not among those kept")
      }
      return unsafe result(answer, write, writeTarget)
    }
    // Services behind a proxy often name themselves by http in their links although they are asked by https.
    let secured = isSecure ? WebAddress(address).secured : address
    guard let answer = unsafe fetch(secured, options) else {
      return unsafe failed(failure ?? "no answer")
    }
    fetched.append((request, answer))
    return unsafe result(answer, write, writeTarget)
  }

  /// The answer to a request that may be made, from the address itself or from where it leads to by redirections.
  ///
  /// curl follows redirections by itself, and GDAL has no option against it. So an answer that was redirected is thrown
  /// away, and where it led to is asked for anew if it may be: what is returned was never redirected.
  @unsafe
  private func fetch(_ address: String, _ options: CSLConstList?) -> WebAnswer? {
    var address = address
    for _ in 0..<Self.mostRedirections {
      guard let answer = unsafe ask(address, options) else { return nil }
      guard let target = answer.headers.last(where: { $0.lowercased().hasPrefix("location=") })
      else { return answer }
      let next = WebAddress(address).leading(to: String(target.dropFirst("location=".count)))
      guard let host = Self.host(of: next), hosts.contains(host) else {
        let name = Self.host(of: next) ?? "an address that is none"
        if !refusedHosts.contains(name) { refusedHosts.append(name) }
        if failure == nil {
          failure = "the server redirects to \(name), which the plan does not name"
        }
        return nil
      }
      if WebAddress(address).isSecure && !WebAddress(next).isSecure {
        if failure == nil {
          failure =
            "the server redirects from https to http, where others can read and change what it says"
        }
        return nil
      }
      address = next
    }
    if failure == nil { failure = "the server redirects again and again" }
    return nil
  }

  /// How often one request may be led on.
  private static let mostRedirections = 5

  /// One request and what came back, after curl has followed any redirections.
  @unsafe
  private func ask(_ address: String, _ options: CSLConstList?) -> WebAnswer? {
    var list = unsafe CSLDuplicate(options)
    defer { unsafe CSLDestroy(list) }
    for (name, value) in [
      ("TIMEOUT", timeLimit), ("CONNECTTIMEOUT", min(15, timeLimit)), ("MAX_RETRY", 0),
    ] {
      unsafe list = CSLSetNameValue(list, name, "\(value)")
    }
    isFetching = true
    defer { isFetching = false }
    guard let found = unsafe CPLHTTPFetch(address, list) else { return nil }
    defer { unsafe CPLHTTPDestroyResult(found) }
    let value = unsafe found.pointee
    var headers: [String] = []
    let count = unsafe CSLCount(value.papszHeaders)
    for index in 0..<max(0, count) {
      if let line = unsafe value.papszHeaders?[Int(index)] {
        headers.append(unsafe String(cString: line))
      }
    }
    let isLed = headers.contains { $0.lowercased().hasPrefix("location=") }
    // Of an answer from elsewhere it does not matter whether it failed: what it leads to is asked for anew.
    if !isLed, unsafe value.nStatus != 0 || value.pszErrBuf != nil {
      let text = unsafe value.pszErrBuf.map { unsafe String(cString: $0) }
      if failure == nil { failure = text ?? "error \(unsafe value.nStatus)" }
      return nil
    }
    let bytes = unsafe [UInt8](
      UnsafeBufferPointer(start: value.pabyData, count: isLed ? 0 : Int(value.nDataLen)))
    return WebAnswer(
      bytes: bytes,
      contentType: unsafe value.pszContentType.map { unsafe String(cString: $0) } ?? "",
      headers: headers)
  }

  /// A failed request, as GDAL expects it.
  @unsafe
  private func failed(_ reason: String) -> UnsafeMutablePointer<CPLHTTPResult>? {
    if failure == nil { failure = reason }
    let result = unsafe empty()
    unsafe result.pointee.nStatus = 1
    unsafe result.pointee.pszErrBuf = CPLStrdup(reason)
    return unsafe result
  }

  @unsafe
  private func empty() -> UnsafeMutablePointer<CPLHTTPResult> {
    // CPLCalloc ends the program rather than give nothing. GDAL frees the result and what hangs on it.
    unsafe CPLCalloc(1, MemoryLayout<CPLHTTPResult>.size)
      .assumingMemoryBound(to: CPLHTTPResult.self)
  }

  @unsafe
  private func result(
    _ answer: WebAnswer, _ write: CPLHTTPFetchWriteFunc?, _ target: UnsafeMutableRawPointer?
  ) -> UnsafeMutablePointer<CPLHTTPResult>? {
    let result = unsafe empty()
    unsafe result.pointee.pszContentType = CPLStrdup(answer.contentType)
    for line in answer.headers {
      unsafe result.pointee.papszHeaders = CSLAddString(result.pointee.papszHeaders, line)
    }
    let count = answer.bytes.count
    // One byte more: GDAL's readers of text rely on the zero behind it.
    let copy = unsafe CPLCalloc(1, count + 1).assumingMemoryBound(to: UInt8.self)
    unsafe answer.bytes.withUnsafeBufferPointer { bytes in
      if let start = bytes.baseAddress { unsafe copy.update(from: start, count: count) }
    }
    if let write = unsafe write {
      _ = unsafe write(copy, 1, count, target)
      unsafe VSIFree(copy)
      return unsafe result
    }
    unsafe result.pointee.pabyData = copy
    unsafe result.pointee.nDataLen = Int32(count)
    unsafe result.pointee.nDataAlloc = Int32(count + 1)
    return unsafe result
  }
}
