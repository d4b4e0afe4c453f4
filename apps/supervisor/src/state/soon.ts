/** Does something once, a moment after it was last idle, however often it is asked meanwhile. */
export function soon(action: () => void): () => void {
  let isDue = false
  return () => {
    if (isDue) return
    isDue = true
    setImmediate(() => {
      isDue = false
      action()
    })
  }
}
