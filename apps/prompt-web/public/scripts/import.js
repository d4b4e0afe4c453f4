const steps = 'application/x-ndjson'

/** Asks like htmx, so that a refusal comes as a notice. */
const headers = { accept: steps, 'hx-request': 'true', 'hx-request-type': 'partial' }

/** The lines of an answer as they arrive, each as a value. */
async function* linesOf(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    const lines = (rest + step.value).split('\n')
    rest = lines.pop()
    for (const line of lines) yield JSON.parse(line)
  }
}

const number = new Intl.NumberFormat('en')

/** What the page shows of an import that runs. */
function createView() {
  const progress = document.querySelector('#import-progress')
  const report = document.querySelector('#report')
  const status = document.querySelector('#import-status')
  return {
    stopButton: progress.querySelector('button'),
    begin() {
      report.replaceChildren()
      status.textContent = ''
      progress.hidden = false
    },
    end(words) {
      progress.hidden = true
      status.textContent = words
    },
    show: (html) => report.insertAdjacentHTML('beforeend', html),
    // Not in the status, which would be read aloud at every step.
    tell(words, share) {
      progress.querySelector('p').textContent = words
      const bar = progress.querySelector('progress')
      // An archive is read whole before its first item, and how many there are is not known.
      if (share < 1) bar.value = share
      else bar.removeAttribute('value')
    },
  }
}

/** Sends one file and follows its import; answers its counts, and whether all of it was read. */
async function sendFile({ form, submitter, file, view, signal, tell }) {
  const body = new FormData(form)
  body.set(submitter.name, submitter.value)
  body.set('file', file)
  const response = await fetch(form.action, { method: 'POST', headers, body, signal })
  if (!response.headers.get('content-type')?.startsWith(steps)) {
    view.show(await response.text())
    return { unread: 1 }
  }
  let counts = {}
  for await (const line of linesOf(response)) {
    if (line.type === 'progress') tell(line)
    if (line.type !== 'report') continue
    view.show(line.html)
    counts = { ...line.counts, unread: line.isStopped ? 1 : 0 }
  }
  return counts
}

async function sendFiles({ form, submitter, files, view, signal }) {
  const total = { created: 0, updated: 0, skipped: 0, failed: 0, unread: 0 }
  const size = files.reduce((sum, file) => sum + file.size, 0) || 1
  let before = 0
  for (const file of files) {
    view.tell(`${file.name}…`, before / size)
    const tell = ({ bytes, items }) =>
      view.tell(`${file.name}: ${number.format(items)} prompts…`, (before + bytes) / size)
    const counts = await sendFile({ form, submitter, file, view, signal, tell })
    before += file.size
    for (const [outcome, count] of Object.entries(counts)) total[outcome] += count
  }
  return total
}

const counted = (count) => (count === 1 ? '1 file' : `${number.format(count)} files`)

function summary({ created, updated, skipped, failed, unread }, isDryRun) {
  const done = number.format(created + updated)
  const stopped = unread > 0 ? ` ${counted(unread)} could not be read to the end.` : ''
  const rest = `${number.format(skipped)} skipped, ${number.format(failed)} failed.${stopped}`
  return isDryRun
    ? `Checked: ${done} would come in, ${rest} Nothing was changed yet.`
    : `Done: ${done} came in, ${rest}`
}

async function run(form, submitter, view) {
  const stop = new AbortController()
  const files = [...form.elements.file.files]
  const onStop = () => stop.abort()
  view.stopButton.addEventListener('click', onStop)
  view.begin()
  try {
    const total = await sendFiles({ form, submitter, files, view, signal: stop.signal })
    view.end(summary(total, submitter.value === 'true'))
  } catch {
    view.end(
      stop.signal.aborted
        ? 'Stopped. What came in until then stays.'
        : 'PromptBin cannot be reached. What came in until then stays; import the file again to go on.',
    )
  } finally {
    view.stopButton.removeEventListener('click', onStop)
  }
}

function acceptDrops(form) {
  const place = form.querySelector('.drop')
  const over = (isOver) => place.classList.toggle('is-over', isOver)
  form.addEventListener('dragover', (event) => {
    event.preventDefault()
    over(true)
  })
  form.addEventListener('dragleave', (event) => over(place.contains(event.relatedTarget)))
  form.addEventListener('drop', (event) => {
    event.preventDefault()
    over(false)
    if (event.dataTransfer.files.length === 0) return
    form.elements.file.files = event.dataTransfer.files
    form.elements.file.dispatchEvent(new Event('change', { bubbles: true }))
  })
}

/** The page "Import": a chosen or dropped file is checked at once, and its import tells how far it is. */
export function followImports(form) {
  if (!form) return
  const view = createView()
  const buttons = form.querySelectorAll('button[name="dryRun"]')
  acceptDrops(form)
  form.elements.file.addEventListener('change', () => {
    if (form.elements.file.files.length > 0) form.requestSubmit(buttons[0])
  })
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    for (const button of buttons) button.disabled = true
    await run(form, event.submitter, view)
    for (const button of buttons) button.disabled = false
  })
}
