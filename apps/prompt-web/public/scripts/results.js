/** Links beside the results narrow what is looked for now, and not what was when the page opened. */
function keepFiltersInStep() {
  const field = document.querySelector('.search-large #search')
  for (const link of document.querySelectorAll('#filters a')) {
    const address = new URL(link.href)
    if (link.parentElement.matches(':first-child') && address.search === '') continue
    if (field.value.trim() === '') address.searchParams.delete('q')
    else address.searchParams.set('q', field.value)
    link.href = address
  }
}

/** After "Show more" the first new row has the focus, so that reading goes on where it was. */
export function keepResultsInReach() {
  let shown = 0
  document.addEventListener('htmx:before:request', ({ detail }) => {
    if (detail.ctx.sourceElement.closest('.more')) {
      shown = document.querySelectorAll('.row-link').length
    }
  })
  document.addEventListener('htmx:after:swap', ({ detail }) => {
    const { target, response } = detail.ctx
    if (response.status >= 400) return
    if (target?.id === 'results') keepFiltersInStep()
    if (!target?.matches?.('.more')) return
    document.querySelectorAll('.row-link')[shown]?.focus({ preventScroll: true })
  })
}
