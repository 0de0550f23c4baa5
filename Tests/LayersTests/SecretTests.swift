import Testing

@testable import Layers

/// What of a source may be shown.
struct SecretTests {
  @Test(
    "no key, password or token is shown, however a service calls it and wherever it stands",
    arguments: [
      "https://geo.town/api?api_key=s3cretPW", "OAPIF:http://127.0.0.1:8765/api?apikey=s3cretPW",
      "WFS:http://geo.town/wfs?service=WFS&token=a&api_key=s3cretPW&version=2.0.0",
      "https://blob.town/a.gpkg?sv=2024-01-01&se=2030&sig=s3cretPW%3D",
      "https://geo.town/wfs?authkey=s3cretPW#top", "https://geo.town/x#access_token=s3cretPW",
      "https://geo.town/wfs?a%70ikey=s3cretPW", "https://geo.town/wfs?version=2;key=s3cretPW",
      "https://geo.town/tiles?s3cretPW", "http://s3cretPW@geo.town/wfs",
      "http://me:s3cretPW@geo.town/wfs", "http://me:s3cretPW@more@geo.town/wfs",
      "/vsizip/vsicurl/http://u:s3cretPW@host/a.zip/a.shp",
      "/vsicurl?url=http%3A%2F%2Fu%3As3cretPW%40host%2Fa.gpkg&use_head=no",
      "There is no file vsicurl/http://u:s3cretPW@host/a.zip.",
      "HTTP error 401 at http://geo.town/api?limit=10&appid=s3cretPW, twice",
      "OCI:scott/s3cretPW@db",
      "OCI:scott/s3cret@PW@db:towns", "MSSQL:server=a;database=b;UID=me;PWD=s3cretPW",
      "MySQL:town,host=db,user=me,passwd=s3cretPW", "MySQL:town,password=s3cretPW,port=3306",
      #"PG:host=db password='s3cretPW' dbname=town"#, "postgresql://me:s3cretPW@db/town",
      "Authorization: Bearer s3cretPW", #"{"token": "s3cretPW"}"#,
    ])
  func hidden(text: String) {
    let shown = SourceLocation.withoutSecrets(text)
    #expect(!shown.contains("s3cret") && !shown.contains("PW@"), "\(shown)")
    #expect(shown.contains("***"), "\(shown)")
    // What is hidden once is not hidden again.
    #expect(SourceLocation.withoutSecrets(shown) == shown)
  }

  @Test(
    "what everyone may see stays as it is",
    arguments: [
      "data/town.gpkg", "/vsizip/data/town.zip/a.shp", "PG:service=town",
      "WFS:https://geo.town/wfs?service=WFS&version=2.0.0&typeNames=a:b&bbox=1,2,3,4&srsName=EPSG:25832",
      "OAPIF:https://geo.town/api/collections?f=json&limit=10", "https://geo.town:8080/a.geojson",
      "The layer has no field \"use\". Did you mean used? It has: id, user.",
      "Mend it; until then a = 1 counts & nothing else.",
    ])
  func shown(text: String) {
    #expect(SourceLocation.withoutSecrets(text) == text)
  }

  @Test("the users of databases are hidden too, hosts and names of databases are not")
  func users() {
    #expect(
      SourceLocation.withoutSecrets("postgresql://planner:pw@db:5432/town?sslmode=require")
        == "postgresql://***:***@db:5432/town?sslmode=require")
    #expect(SourceLocation.withoutSecrets("OCI:scott/tiger@db") == "OCI:***/***@db")
  }

  @Test("only what is surely a password is warned of in a plan")
  func warned() {
    for text in ["https://a.b/c?api_key=x1", "http://u:p@h/", "PG:password=x", "OCI:a/b@c"] {
      #expect(SourceLocation.holdsPassword(text), "\(text)")
    }
    for text in ["https://a.b/c?theme=roads", "PG:service=town", "data/town.gpkg"] {
      #expect(!SourceLocation.holdsPassword(text), "\(text)")
    }
  }
}
