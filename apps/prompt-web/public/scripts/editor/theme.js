import { EditorView } from '@codemirror/view'

const marked = (line) => ({
  textDecoration: `underline wavy ${line} 1px`,
  textUnderlineOffset: '0.25em',
  textDecorationSkipInk: 'none',
})

const place = { borderRadius: '0.3em', padding: '0.1em 0' }

/** The editor in the colours and measures of the pages, see public/styles/tokens.css. */
export const theme = EditorView.theme({
  '&': {
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--radius-small)',
    backgroundColor: 'var(--surface)',
    color: 'var(--text)',
    fontSize: '0.875rem',
    transition: 'border-color 120ms, box-shadow 120ms',
  },
  '&:hover': { borderColor: 'var(--text-soft)' },
  '&.cm-focused': {
    outline: 'none',
    borderColor: 'var(--accent)',
    boxShadow:
      '0 0 0 3px color-mix(in srgb, var(--accent) 25%, transparent), inset 0 0 0 1px var(--accent)',
  },
  '&:has(.cm-content[aria-invalid])': { borderColor: 'var(--bad)' },
  '.cm-scroller': {
    maxHeight: '70vh',
    overflow: 'auto',
    fontFamily: 'var(--mono)',
    lineHeight: '1.7',
    borderRadius: 'inherit',
  },
  '.cm-content': {
    padding: '0.9rem 0',
    minHeight: 'var(--text-height, 6rem)',
    caretColor: 'var(--text)',
  },
  '.cm-line': { padding: '0 1rem' },
  '.cm-declared': { ...place, backgroundColor: 'var(--place-soft)', color: 'var(--place)' },
  '.cm-include': { ...place, backgroundColor: 'var(--accent-soft)', color: 'var(--accent)' },
  '.cm-undeclared': {
    ...place,
    color: 'var(--place)',
    textDecoration: 'underline dotted currentcolor',
    textUnderlineOffset: '0.25em',
  },
  '.cm-finding-error': marked('var(--bad)'),
  '.cm-finding-warning': marked('var(--warn)'),
  '.cm-finding-info': marked('var(--text-soft)'),
  '.cm-specialChar': {
    padding: '0 0.2em',
    borderRadius: '0.2em',
    backgroundColor: 'var(--bad-soft)',
    color: 'var(--bad)',
  },
})
