const split = (text) => [...new Set(text.split(',').flatMap((tag) => tag.trim() || []))]

function chipOf(tag, onRemove) {
  const chip = document.createElement('li')
  chip.className = 'tag chip'
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'chip-remove'
  button.setAttribute('aria-label', `Remove tag ${tag}`)
  button.textContent = '×'
  button.addEventListener('click', onRemove)
  chip.append(tag, button)
  return chip
}

/** Shows the tags of a field one by one; the field keeps them with commas and is what is sent. */
export function showChips(field) {
  if (!field) return
  let tags = split(field.value)
  const entry = document.createElement('input')
  entry.type = 'text'
  entry.autocomplete = 'off'
  entry.maxLength = 50
  entry.setAttribute('list', field.dataset.chips)
  for (const name of ['id', 'aria-describedby', 'aria-invalid']) {
    if (field.hasAttribute(name)) entry.setAttribute(name, field.getAttribute(name))
  }
  field.removeAttribute('id')
  field.type = 'hidden'
  const list = document.createElement('ul')
  list.className = 'chip-list'
  list.setAttribute('aria-label', 'Tags')
  const frame = document.createElement('div')
  frame.className = 'chips'
  frame.append(list, entry)
  field.before(frame)

  const tell = () => {
    field.value = [...tags, ...split(entry.value)].join(', ')
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
  const draw = () => {
    list.replaceChildren(
      ...tags.map((tag) =>
        chipOf(tag, () => {
          tags = tags.filter((other) => other !== tag)
          draw()
          entry.focus()
          tell()
        }),
      ),
    )
    list.hidden = tags.length === 0
  }
  const take = () => {
    if (entry.value.trim() === '') return
    tags = [...new Set([...tags, ...split(entry.value)])]
    entry.value = ''
    draw()
    tell()
  }

  entry.addEventListener('input', (event) => {
    event.stopPropagation()
    if (entry.value.includes(',')) take()
    else tell()
  })
  entry.addEventListener('change', take)
  entry.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && entry.value.trim() !== '') {
      event.preventDefault()
      take()
    }
    if (event.key === 'Backspace' && entry.value === '' && tags.length > 0) {
      tags = tags.slice(0, -1)
      draw()
      tell()
    }
  })
  draw()
}
