/** Says of every field whether its value is refused, by what stands in the place for that. */
function markRefused() {
  for (const fault of document.querySelectorAll('.try .fault')) {
    const control = document.getElementById(fault.id.replace(/-fault$/, ''))
    if (fault.querySelector('.icon')) control?.setAttribute('aria-invalid', 'true')
    else control?.removeAttribute('aria-invalid')
  }
}

/** A star raises the prompt's generation; the other forms of the page go on from there. */
function takeOverGeneration() {
  const { generation } = document.querySelector('#favourite')?.dataset ?? {}
  if (generation === undefined) return
  for (const field of document.querySelectorAll('input[name="generation"]')) {
    field.value = generation
  }
}

/** Keeps what stands around the text of a prompt in step with what changes by itself. */
export function keepPromptInStep() {
  document.addEventListener('htmx:after:swap', ({ detail }) => {
    markRefused()
    if (detail.ctx.sourceElement?.id === 'favourite') takeOverGeneration()
  })
}
