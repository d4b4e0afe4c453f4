import { html, type Markup } from '@promptbin/html'
import type { Problem } from '@promptbin/service'
import { page, type Site } from '../frame/page.ts'

/** Prompts that were selected for the trash, though others include one of them. */
export interface InUse {
  readonly problem: Problem
  readonly names: readonly string[]
}

/** Asks whether prompts go to the trash although what includes them breaks. */
export function inUsePage(site: Site, { problem, names }: InUse): Markup {
  const count = names.length === 1 ? 'the prompt' : `all ${names.length} prompts`
  const body = html`<div class="problem">
  <h1>${problem.detail}</h1>
  <p class="lead">Nothing was moved. Where something in the trash is included, its place stays as it is written.</p>
  <form action="/batch" method="post">
    ${names.map((name) => html`<input type="hidden" name="name" value="${name}">`)}
    <input type="hidden" name="evenIfUsed" value="yes">
    <p class="actions"><a class="button" href="/">Cancel</a><button class="button button-danger-solid" type="submit" name="action" value="trash">Move ${count} to the trash anyway</button></p>
  </form>
</div>`
  return page(site, { title: problem.detail, body })
}
