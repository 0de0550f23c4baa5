import Foundation

/// A small server of OGC API Features and WFS 2.0 on this machine, which a test changes, stops and starts again.
///
/// Needs Python 3. The server ends with the object.
public final class WebService: @unchecked Sendable {
  // Unchecked because `Process` and `Pipe` are not `Sendable`; they are touched in `init` and `stop` only.
  private let process = Process()
  private let leash = Pipe()
  private let folder: TemporaryFolder
  /// The port it listens on.
  public let port: Int

  /// Whether Python can be started.
  public static let isInstalled: Bool = {
    (try? PostGISCluster.output(of: ["python3", "--version"])) != nil
  }()

  /// The address without a slash at its end.
  public var address: String { "http://127.0.0.1:\(port)" }
  /// The requests so far, one a line.
  public var log: [String] {
    let text = (try? String(contentsOfFile: folder.path("log"), encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init)
  }

  /// The headers with user and password so far, one a request that had one.
  public var secrets: [String] {
    let text = (try? String(contentsOfFile: folder.path("secrets"), encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init)
  }

  /// Starts a server of the features in a GeoJSON text, each with `name` and `population`, in WGS 84.
  ///
  /// - Parameter port: The port; 0: any that is free.
  public init(_ features: String, port: Int = 0) throws {
    folder = try TemporaryFolder()
    try Data(Self.script.utf8).write(to: URL(filePath: folder.path("server.py")))
    try Data(features.utf8).write(to: URL(filePath: folder.path("features.geojson")))
    try Data().write(to: URL(filePath: folder.path("log")))
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-u", folder.path("server.py"), folder.path(""), "\(port)"]
    process.standardInput = leash
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    var said: [UInt8] = []
    while !said.contains(10), let byte = try pipe.fileHandleForReading.read(upToCount: 1),
      !byte.isEmpty
    { said += byte }
    guard let found = Int(String(decoding: said.dropLast(), as: UTF8.self)) else {
      throw PostGISCluster.Failure(message: "the server did not start")
    }
    self.port = found
  }

  deinit { stop() }

  /// Ends the server.
  public func stop() {
    // By its standard input, because a signal may be blocked in the thread that started it.
    try? leash.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// Serves other features from now on.
  public func serve(_ features: String) throws {
    try Data(features.utf8).write(to: URL(filePath: folder.path("features.geojson")))
  }

  private static let script = #"""
    import datetime, http.server, json, os, sys, threading, urllib.parse
    folder, port = sys.argv[1], int(sys.argv[2])

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *a): pass

        def send(self, text, kind, status=200, headers=()):
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            for name, value in headers: self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self):
            with open(folder + "/log", "a") as log: log.write(self.path + "\n")
            if self.headers.get("Authorization"):
                with open(folder + "/secrets", "a") as log: log.write(self.headers["Authorization"] + "\n")
            base = f"http://127.0.0.1:{self.server.server_address[1]}"
            url = urllib.parse.urlparse(self.path)
            query = {k.lower(): v[0] for k, v in urllib.parse.parse_qs(url.query).items()}
            data = json.load(open(folder + "/features.geojson"))
            features = data["features"]
            if url.path.startswith("/back"): return self.send("", "text/plain", 302, [("Location", "/ogc")])
            if url.path.startswith("/moved"):
                rest = self.path[len("/moved"):]
                return self.send("", "text/plain", 302, [("Location", data["redirect"] + rest)])
            if url.path.startswith("/wfs"): return self.wfs(base, query, features)
            if url.path.startswith("/ogc"): return self.ogc(base, url.path, query, features, data)
            self.send("nothing here", "text/plain", 404)

        def chosen(self, features, box):
            if not box: return features
            w, s, e, n = box
            def meets(f):
                ring = f["geometry"]["coordinates"][0]
                xs, ys = [p[0] for p in ring], [p[1] for p in ring]
                return min(xs) <= e and max(xs) >= w and min(ys) <= n and max(ys) >= s
            return [f for f in features if meets(f)]

        def ogc(self, base, path, query, features, data):
            def link(href, rel, kind="application/json"): return {"href": href, "rel": rel, "type": kind}
            collection = {"id": "towns", "title": "Towns", "itemType": "feature",
                "extent": {"spatial": {"bbox": [[8.0, 50.0, 9.0, 51.0]]}},
                "links": [link(base + "/ogc/collections/towns/items", "items", "application/geo+json")]}
            if path in ("/ogc", "/ogc/"):
                return self.send(json.dumps({"title": "test", "links": [
                    link(base + "/ogc", "self"), link(base + "/ogc/conformance", "conformance"),
                    link(base + "/ogc/collections", "data")]}), "application/json")
            if path == "/ogc/conformance":
                return self.send(json.dumps({"conformsTo": [
                    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
                    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson"]}), "application/json")
            if path == "/ogc/collections":
                return self.send(json.dumps({"links": [], "collections": [collection]}), "application/json")
            if path == "/ogc/collections/towns": return self.send(json.dumps(collection), "application/json")
            if path == "/ogc/collections/towns/items":
                box = [float(x) for x in query["bbox"].split(",")] if "bbox" in query else None
                found = self.chosen(features, box)
                # Pages of two, whatever is asked for, so that a small layer has several.
                start, size = int(query.get("offset", 0)), min(2, int(query.get("limit", 2)))
                page = found[start:start + size]
                links = []
                if start + size < len(found):
                    rest = {k: v for k, v in query.items() if k != "offset"}
                    rest["offset"] = start + size
                    host = data.get("nextHost", base)
                    links.append(link(host + path + "?" + urllib.parse.urlencode(rest), "next", "application/geo+json"))
                if data.get("circle"): links = [link(base + self.path, "next", "application/geo+json")]
                text = json.dumps({"type": "FeatureCollection", "features": page, "links": links,
                    "timeStamp": datetime.datetime.now().isoformat(),
                    "numberMatched": len(found), "numberReturned": len(page)})
                # An answer that breaks off, as from a server that ends in the middle.
                if data.get("cut") and start > 0: text = text[:len(text) // 2]
                return self.send(text, "application/geo+json")
            self.send("{}", "application/json", 404)

        def wfs(self, base, query, features):
            request = query.get("request", "").lower()
            if request == "getcapabilities":
                return self.send(f'''<?xml version="1.0"?>
    <wfs:WFS_Capabilities version="2.0.0" xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:ows="http://www.opengis.net/ows/1.1" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:t="http://test">
    <ows:OperationsMetadata>
    {"".join(f'<ows:Operation name="{n}"><ows:DCP><ows:HTTP><ows:Get xlink:href="{base}/wfs?"/></ows:HTTP></ows:DCP></ows:Operation>' for n in ("GetCapabilities", "DescribeFeatureType", "GetFeature"))}
    </ows:OperationsMetadata>
    <wfs:FeatureTypeList><wfs:FeatureType><wfs:Name>t:towns</wfs:Name><wfs:Title>Towns</wfs:Title>
    <wfs:DefaultCRS>urn:ogc:def:crs:EPSG::25832</wfs:DefaultCRS>
    <ows:WGS84BoundingBox><ows:LowerCorner>8 50</ows:LowerCorner><ows:UpperCorner>9 51</ows:UpperCorner></ows:WGS84BoundingBox>
    </wfs:FeatureType></wfs:FeatureTypeList></wfs:WFS_Capabilities>''', "text/xml")
            if request == "describefeaturetype":
                return self.send('''<?xml version="1.0"?>
    <xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:t="http://test" targetNamespace="http://test" elementFormDefault="qualified">
    <xsd:import namespace="http://www.opengis.net/gml/3.2" schemaLocation="http://schemas.opengis.net/gml/3.2.1/gml.xsd"/>
    <xsd:complexType name="townsType"><xsd:complexContent><xsd:extension base="gml:AbstractFeatureType"><xsd:sequence>
    <xsd:element name="name" minOccurs="0" type="xsd:string"/><xsd:element name="population" minOccurs="0" type="xsd:int"/>
    <xsd:element name="geom" minOccurs="0" type="gml:SurfacePropertyType"/>
    </xsd:sequence></xsd:extension></xsd:complexContent></xsd:complexType>
    <xsd:element name="towns" substitutionGroup="gml:AbstractFeature" type="t:townsType"/></xsd:schema>''', "text/xml")
            if request == "getfeature":
                def scaled(x, y): return 500000 + (x - 8) * 1000, 5500000 + (y - 50) * 1000
                members = ""
                for number, f in enumerate(features):
                    ring = [scaled(*p) for p in f["geometry"]["coordinates"][0]]
                    text = " ".join(f"{x} {y}" for x, y in ring)
                    p = f["properties"]
                    members += f'''<wfs:member><t:towns gml:id="towns.{number + 1}"><t:name>{p["name"]}</t:name><t:population>{p["population"]}</t:population><t:geom><gml:Polygon srsName="urn:ogc:def:crs:EPSG::25832" gml:id="p{number}"><gml:exterior><gml:LinearRing><gml:posList>{text}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></t:geom></t:towns></wfs:member>'''
                if query.get("resulttype") == "hits": members = ""
                return self.send(f'''<?xml version="1.0"?>
    <wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:t="http://test" numberMatched="{len(features)}" numberReturned="{len(features)}" timeStamp="{datetime.datetime.now().isoformat()}">{members}</wfs:FeatureCollection>''', "text/xml")
            self.send("no such request", "text/plain", 400)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
    def leash():
        sys.stdin.read()
        os._exit(0)
    threading.Thread(target=leash, daemon=True).start()
    print(server.server_address[1])
    server.serve_forever()
    """#
}
