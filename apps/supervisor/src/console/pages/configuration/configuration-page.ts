import { describeSettings } from '@promptbin/config'
import { type Content, each, html, type Markup } from '@promptbin/html'
import type { OutputOf } from '@promptbin/operations'
import { icon, moment } from '@promptbin/styles'
import { problemNote } from '../../markup/problem-note.ts'
import type { PageMaker, PageRequest } from '../page-maker.ts'
import { settingRow } from './setting-row.ts'

/** Every setting with its value, where that comes from and how a change acts; and the earlier ones. */
export const configurationPage: PageMaker = async (request) => {
  const { ask, query } = request
  const [config, history] = [await ask('get_config', {}), await ask('config_history', {})]
  return {
    title: 'Configuration',
    place: '/configuration',
    body: html`<div class="page-head"><div><h1>Configuration</h1><p class="fine">A change is checked as a whole, and taken by all services or by none.${config.isDone && html` Generation ${config.output.generation}, kept in <code>${config.output.file}</code>.`}</p></div>
  <div class="needs-script setting-search"><label class="sr-only" for="setting-search">Find a setting</label><input id="setting-search" type="text" placeholder="Find a setting" autocomplete="off" spellcheck="false"></div></div>
${config.isDone && notices(config.output)}
${config.isDone ? editor(config.output, query.get('key')) : problemNote(config.problem)}
<section aria-labelledby="history-title">
  <h2 class="section-title" id="history-title">Earlier ones</h2>
  ${history.isDone ? generations(history.output, request) : problemNote(history.problem)}
</section>
${review}`,
  }
}

/** What of the file is not in force, and why. */
function notices({ fault, waiting }: OutputOf<'get_config'>): Content {
  return [
    fault !== null &&
      html`<div class="notice notice-warn">${icon('info')}<p><strong>What the file says is not in force.</strong> ${fault} What was before goes on. <code>promptbin config validate</code> names each fault with its line.</p></div>`,
    waiting.length > 0 &&
      html`<div class="notice">${icon('info')}<p>In force after the next start of PromptBin: ${waiting.map((key) => html`<code>${key}</code> `)}</p></div>`,
  ]
}

/** The settings by section, each of which can be changed in its place. */
function editor({ settings, generation }: OutputOf<'get_config'>, wanted: string | null): Markup {
  const described = describeSettings().filter(({ key }) => Object.hasOwn(settings, key))
  const sections = Map.groupBy(described, ({ section }) => section ?? 'general')
  return html`<form id="configuration" data-generation="${generation}" novalidate>
${[...sections].map(
  ([section, members]) => html`<section class="settings" aria-labelledby="section-${section}">
  <h2 class="section-title" id="section-${section}">${section}</h2>
  <div class="setting-list">${each(members, (setting) => settingRow(setting, settings[setting.key], setting.key === wanted))}</div>
</section>`,
)}
  <div class="review-bar needs-script" hidden><p id="review-count" role="status"></p><p class="actions"><button class="button button-primary" type="submit">Review the change</button><button class="button" type="reset">Leave it</button></p></div>
</form>`
}

function generations(
  { items, generation }: OutputOf<'config_history'>,
  { view }: PageRequest,
): Content {
  if (items.length === 0) return html`<p class="nothing">Nothing was changed yet.</p>`
  const now = new Date(view.nowMs)
  return html`<div class="table-frame" tabindex="0" role="region" aria-label="Generations"><table class="grid">
  <thead><tr><th scope="col" class="number">Generation</th><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col"><span class="sr-only">Actions</span></th></tr></thead>
  <tbody>${each(
    items,
    (one) => html`<tr>
    <th scope="row" class="number">${one.generation}</th><td>${moment(one.at, now)}</td><td>${one.by}</td><td class="wide">${one.summary}</td>
    <td class="row-actions">${
      one.generation === generation
        ? html`<span class="fine">in force</span>`
        : html`<button class="button button-small needs-script" type="button" data-rollback="${one.generation}">Go back to it<span class="sr-only"> (generation ${one.generation})</span></button>`
    }</td>
  </tr>`,
  )}</tbody>
</table></div>`
}

/** Shows what a change would do before it is done; the script fills it in. */
const review = html`<dialog class="dialog review" id="review" aria-labelledby="review-title">
  <form method="dialog">
    <h2 id="review-title">What this changes</h2>
    <div id="review-changes"></div>
    <p class="fine" id="review-effect"></p>
    <p class="actions"><button class="button button-primary" type="submit" value="apply" id="review-apply">Apply</button><button class="button" type="submit" value="">Leave it</button></p>
  </form>
</dialog>`
