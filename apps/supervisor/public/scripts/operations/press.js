import { ask, refusalText, tellOutcome } from './ask.js'
import { confirmed } from './confirm.js'

async function press(button) {
  const { method, path, body, word, title, description } = button.dataset
  if (word && !(await confirmed({ title, description, word }))) return
  button.disabled = true
  tellOutcome('plain', `${title} …`)
  const { isDone, answer } = await ask(method, path, body && JSON.parse(body))
  // The part that it stands in may have been exchanged meanwhile.
  const now = document.getElementById(button.id) ?? button
  button.disabled = false
  now.disabled = false
  // Something was looked at, and is not as it should be.
  const faults = answer.faults ?? []
  if (!isDone) tellOutcome('bad', refusalText(answer))
  else if (faults.length > 0) tellOutcome('bad', `${title}: ${faults.join('; ')}.`)
  else tellOutcome('good', `${title}: done.`)
  if (isDone && now.dataset.then) location.assign(now.dataset.then)
}

/** Every button that stands for an operation. */
export function askBeforePressing() {
  document.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-path]')
    if (button) void press(button)
  })
}
