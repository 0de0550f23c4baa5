import CPROJ

/// An object of PROJ, owned by this value together with the context it was made in.
@safe
struct PROJObject: ~Copyable {
  let pointer: OpaquePointer
  let context: PROJContext

  /// Takes over `pointer`, which must have been made with `context`.
  @unsafe
  init(adopting pointer: OpaquePointer, in context: PROJContext) {
    unsafe self.pointer = pointer
    self.context = context
  }

  deinit { _ = unsafe proj_destroy(pointer) }
}
