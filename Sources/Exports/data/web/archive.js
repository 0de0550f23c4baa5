// What a page holds packed: tiles by place, reasons by block of units. `read` takes a document, so that the page of
// another run can be read too: its scripts never run, its texts stay texts.
function unbase64(text) {
  const letters = atob(text), bytes = new Uint8Array(letters.length);
  for (let k = 0; k < letters.length; k++) bytes[k] = letters.charCodeAt(k);
  return bytes;
}

function gunzip(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

class Archive {
  static read(page) {
    return new Archive(JSON.parse(Archive.text(page, "plan-data")), Archive.text(page, "plan-tiles"), Archive.text(page, "plan-units"));
  }
  /** The earlier run in the page of a comparison: its tiles are not there, as its units stand on those of the later one. */
  static readBefore(page) {
    return new Archive(JSON.parse(Archive.text(page, "before-data")), "", Archive.text(page, "before-units"));
  }
  static text(page, id) {
    const part = page.getElementById(id);
    if (!part) throw new Error("no " + id);
    return part.textContent;
  }

  constructor(data, tiles, units) {
    this.data = data;
    this.tiles = tiles.split("\n");
    this.blocks = units.trim().split("\n");
    this.open = new Map();
    this.places = new Map();
    for (let k = 0; k < data.tiles.length; k += 3) {
      this.places.set(data.tiles.slice(k, k + 3).join("/"), k / 3);
    }
  }

  /** The bytes of a vector tile; no bytes where there is nothing. */
  async tile(place) {
    const k = this.places.get(place);
    return k === undefined ? new ArrayBuffer(0) : gunzip(unbase64(this.tiles[k]));
  }

  block(number) {
    if (!this.open.has(number)) {
      this.open.set(number, gunzip(unbase64(this.blocks[number]))
        .then(bytes => JSON.parse(new TextDecoder().decode(bytes))));
    }
    return this.open.get(number);
  }

  /** What is known of a unit; see the writer for the order. */
  async unit(row) {
    const size = this.data.blockUnits;
    return (await this.block(Math.floor(row / size)))[row % size];
  }

  /** Of all units: ids, longitudes, latitudes, districts, main actions. */
  index() { return this.block(this.blocks.length - 1); }
}

const archive = Archive.read(document), D = archive.data;
/** What moved, in the page of a comparison; else null. */
const moved = document.getElementById("comparison") && JSON.parse(Archive.text(document, "comparison"));
