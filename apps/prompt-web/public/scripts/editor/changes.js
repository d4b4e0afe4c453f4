/** What the form says that a save would keep; values for the preview are none of it. */
export function fieldsOf(form) {
  return [...new FormData(form)].filter(
    ([name, value]) =>
      typeof value === 'string' && !name.startsWith('value.') && name !== 'editing',
  )
}

/** What belongs to this opening of the page and not to what is written. */
const ofThePage = new Set(['once', 'generation', 'version', 'begun'])

/** What an empty row says by itself. */
const unsaid = { role: 'user', kind: 'text', type: 'string' }

const isSaid = ([name, value]) =>
  value.trim() !== '' && unsaid[name.split('.').at(-1)] !== value && !ofThePage.has(name)

/** The written fields as one text, to see whether anything changed. Empty rows are nothing. */
export const contentOf = (fields) => JSON.stringify(fields.filter(isSaid))
