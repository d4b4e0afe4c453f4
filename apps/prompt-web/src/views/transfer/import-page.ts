import { html, type Markup } from '@promptbin/html'
import { icon } from '@promptbin/styles'
import { page, type Site } from '../frame/page.ts'
import { copyable } from '../welcome/connect.ts'
import { importChoices } from './formats.ts'
import { type FileReport, fileReport } from './import-report.ts'

const formats = html`<div class="field import-format">
    <label for="import-format">Format</label>
    <select id="import-format" name="format"><option value="">Found out by itself</option>${importChoices.map(
      ({ format, name }) => html`<option value="${format}">${name}</option>`,
    )}</select>
  </div>`

const form = html`<form id="import" class="card import" action="/import" method="post" enctype="multipart/form-data">
  <div class="drop">
    ${icon('upload')}
    <p><label for="import-file">Choose files</label><span class="needs-script"> or drop them here</span></p>
    <input id="import-file" type="file" name="file" multiple required aria-describedby="import-limit">
    <p class="fine" id="import-limit">Up to 16 MiB. A folder goes in as a zip file.</p>
  </div>
  <div class="import-foot">
    ${formats}
    <p class="actions">
      <button class="button" type="submit" name="dryRun" value="true">Check first</button>
      <button class="button button-primary" type="submit" name="dryRun" value="false">Import</button>
    </p>
  </div>
</form>`

const progress = html`<div id="import-progress" class="import-progress" hidden>
  <progress aria-label="Import" max="1" value="0"></progress>
  <p class="fine"></p>
  <button class="button button-small" type="button">Stop</button>
</div>
<p id="import-status" class="fine" role="status"></p>`

const known = html`<section class="import-known" aria-labelledby="import-known-title">
  <h2 id="import-known-title">What can be read</h2>
  <ul class="format-list">${importChoices.map(
    ({ name, files }) => html`<li><b>${name}</b> <span class="fine">${files}</span></li>`,
  )}</ul>
  <p class="fine">A zip file may hold any mixture of them. Importing again changes nothing that you edited here.</p>
  <h2>From a terminal</h2>
  <p>Folders need no zip there, and a large collection shows how far it is.</p>
  ${copyable('import-command', 'Command that imports a folder', 'npx promptbin import ~/promptbin-data')}
</section>`

/** What was read already is told above the form's successor. */
function checked(reports: readonly FileReport[]): Markup {
  const isDryRun = reports.some(({ dryRun }) => dryRun)
  return html`${
    isDryRun &&
    html`<p class="notice"><span>Nothing was changed yet. Choose the same files again, and <b>Import</b>.</span></p>`
  }${reports.map(fileReport)}`
}

/** Import: choose files, see what would happen, let it happen. */
export function importPage(
  site: Site,
  { reports = [] }: { readonly reports?: readonly FileReport[] },
): Markup {
  const body = html`<div class="page-head">
  <h1>Import</h1>
  <p class="lead">Bring in prompts from files. A check shows what would happen, and changes nothing.</p>
</div>
<div class="with-side">
  <div class="column">
    ${form}
    ${progress}
    <div id="report" class="reports">${reports.length > 0 && checked(reports)}</div>
  </div>
  ${known}
</div>`
  return page(site, { title: 'Import', body, current: 'import' })
}
