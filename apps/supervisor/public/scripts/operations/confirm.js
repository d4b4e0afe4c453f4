/**
 * Asks before something that others notice; settles with whether to go on. `word` has to be typed,
 * so that nobody does it by a slip.
 */
export function confirmed({ title, description, word }) {
  const dialog = document.querySelector('#confirm')
  const field = document.querySelector('#confirm-word')
  const go = document.querySelector('#confirm-go')
  document.querySelector('#confirm-title').textContent = title
  document.querySelector('#confirm-text').textContent = description
  document.querySelector('#confirm-expected').textContent = word
  field.value = ''
  go.disabled = true
  const check = () => {
    go.disabled = field.value.trim() !== word
  }
  field.addEventListener('input', check)
  dialog.returnValue = ''
  dialog.showModal()
  field.focus()
  return new Promise((resolve) => {
    dialog.addEventListener(
      'close',
      () => {
        field.removeEventListener('input', check)
        resolve(dialog.returnValue === 'go')
      },
      { once: true },
    )
  })
}
