/**
 * Closes a menu that was left: by a press beside it, by Escape, by leaving it with Tab, or by
 * choosing something that leaves the page as it is, such as an export.
 */
export function closeMenusThatAreLeft() {
  const open = () => document.querySelectorAll('.menu[open]')

  const closeOthers = ({ target }) => {
    for (const menu of open()) if (!menu.contains(target)) menu.open = false
  }
  document.addEventListener('click', closeOthers)
  document.addEventListener('focusin', closeOthers)

  document.addEventListener('submit', () => {
    for (const menu of open()) {
      const hadFocus = menu.contains(document.activeElement)
      menu.open = false
      if (hadFocus) menu.querySelector('summary').focus()
    }
  })

  // The event of opening does not bubble.
  document.addEventListener(
    'toggle',
    ({ target }) => {
      if (target.open && target.matches?.('.menu'))
        target.querySelector('.menu-panel input')?.focus()
    },
    { capture: true },
  )

  document.addEventListener('keydown', (event) => {
    const [menu] = open()
    if (event.key !== 'Escape' || !menu) return
    event.preventDefault()
    menu.open = false
    menu.querySelector('summary').focus()
  })
}
