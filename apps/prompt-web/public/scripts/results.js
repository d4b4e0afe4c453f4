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
    if (!target?.matches?.('.more') || response.status >= 400) return
    document.querySelectorAll('.row-link')[shown]?.focus({ preventScroll: true })
  })
}
