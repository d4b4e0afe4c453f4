import { history, historyKeymap, standardKeymap } from '@codemirror/commands'
import { EditorState } from '@codemirror/state'
import { EditorView, highlightSpecialChars, keymap } from '@codemirror/view'
import { declareNames, findingsInText, placesInText, setFindings } from './places.js'
import { theme } from './theme.js'

/** The editor of each text area that has one. */
const editors = new Map()

const copied = ['aria-label', 'aria-describedby', 'aria-invalid', 'spellcheck']

function attributesOf(area) {
  const present = copied.filter((name) => area.hasAttribute(name))
  return Object.fromEntries(present.map((name) => [name, area.getAttribute(name)]))
}

/** The nonce of this page's script lets the editor make its styles. */
const nonce = () => document.querySelector('script[nonce]')?.nonce ?? ''

/** Puts an editor in the place of a text area, whose value stays what the form sends. */
function enhance(area) {
  const writeBack = EditorView.updateListener.of(({ docChanged, state }) => {
    if (!docChanged) return
    area.value = state.doc.toString()
    area.dispatchEvent(new Event('input', { bubbles: true }))
  })
  const view = new EditorView({
    state: EditorState.create({
      doc: area.value,
      // Whoever writes already goes on where the cursor is.
      selection: { anchor: area.selectionStart, head: area.selectionEnd },
      extensions: [
        history(),
        // Tab is left to the browser: it goes on to the next control.
        keymap.of([...standardKeymap, ...historyKeymap]),
        EditorView.lineWrapping,
        EditorView.perLineTextDirection.of(true),
        EditorView.contentAttributes.of(() => attributesOf(area)),
        EditorView.cspNonce.of(nonce()),
        EditorState.tabSize.of(2),
        highlightSpecialChars(),
        placesInText,
        findingsInText,
        theme,
        writeBack,
      ],
    }),
  })
  area.after(view.dom)
  if (document.activeElement === area) view.focus()
  area.hidden = true
  editors.set(area, view)
}

function forgetGone() {
  for (const [area, view] of editors) {
    if (area.isConnected) continue
    view.destroy()
    editors.delete(area)
  }
}

const namesIn = (form) =>
  new Set([...form.querySelectorAll('.cell-name input')].map(({ value }) => value.trim()))

/** Every text has its editor; new rows get one, those that moved hear their new names. */
export function editTexts(form) {
  forgetGone()
  for (const area of form.querySelectorAll('textarea.text')) {
    if (!editors.has(area)) enhance(area)
  }
  tellNames(form)
}

let told = ''

/** Tells all editors which names are declared. */
export function tellNames(form, isForced = true) {
  const names = namesIn(form)
  const text = [...names].join()
  if (!isForced && text === told) return
  told = text
  for (const view of editors.values()) view.dispatch({ effects: declareNames.of(names) })
}

/** Marks in each text what the checks found there. */
export function markFindings(panel, form) {
  const found = [...panel.querySelectorAll('.finding[data-from]')]
  for (const [area, view] of editors) {
    const here = found.filter(({ dataset }) => dataset.field === area.name)
    const findings = here.map((item) => ({
      from: Number(item.dataset.from),
      to: Number(item.dataset.to),
      severity: /finding-(\w+)/.exec(item.className)?.[1],
      message: item.querySelector('b').textContent,
    }))
    view.dispatch({ effects: setFindings.of(findings) })
  }
  tellNames(form)
}

/** Goes to a field, in a text to a place of it, whatever it is folded into. */
export function goTo(id, from, to) {
  const field = document.getElementById(id)
  if (!field) return false
  for (let fold = field.closest('details'); fold; fold = fold.parentElement.closest('details')) {
    fold.open = true
  }
  const view = editors.get(field)
  if (!view) {
    field.focus()
    return true
  }
  const end = view.state.doc.length
  const selection = { anchor: Math.min(from ?? 0, end), head: Math.min(to ?? from ?? 0, end) }
  view.dispatch({
    selection,
    effects: EditorView.scrollIntoView(selection.anchor, { y: 'center' }),
  })
  view.focus()
  view.dom.scrollIntoView({ block: 'nearest' })
  return true
}
