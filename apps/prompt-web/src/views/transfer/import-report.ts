import { type Content, html, type Markup } from '@promptbin/html'
import type { ImportCounts, ImportPlace } from '@promptbin/prompts'
import { icon } from '@promptbin/styles'
import { promptAddress } from '../prompt/prompt-address.ts'

/** The first of many, and how many there were. */
export interface Shown<Item> {
  readonly items: readonly Item[]
  readonly count: number
}

/** What became of one file. */
export interface FileReport {
  readonly fileName: string
  /** Nothing was changed; the words say what would be. */
  readonly dryRun: boolean
  readonly counts: ImportCounts
  readonly failures: Shown<{ readonly place: ImportPlace; readonly detail: string }>
  readonly notes: Shown<{
    readonly place: ImportPlace
    readonly name?: string
    readonly note: string
  }>
  readonly prompts: Shown<{ readonly name: string; readonly outcome: keyof ImportCounts }>
  /** Why nothing, or not all of it, could be read. */
  readonly stopped?: { readonly detail: string; readonly hint: string }
}

const number = new Intl.NumberFormat('en')

const outcomes = ['created', 'updated', 'skipped', 'failed'] as const

function countsLine({ counts, dryRun }: FileReport): Content {
  const told = outcomes.filter((outcome) => counts[outcome] > 0)
  if (told.length === 0)
    return html`<p class="fine">Nothing in it ${dryRun ? 'would be' : 'was'} imported.</p>`
  return html`<ul class="tallies">${told.map(
    (outcome) =>
      html`<li class="tally tally-${outcome}"><b>${number.format(counts[outcome])}</b> ${dryRun && outcome !== 'failed' ? html`would be ` : ''}${outcome}</li>`,
  )}</ul>`
}

function placeText({ file, line }: ImportPlace): Content {
  const parts = [file, line === undefined ? undefined : `line ${number.format(line)}`]
  return parts.filter((part) => part !== undefined).join(', ')
}

function more({ items, count }: Shown<unknown>): Content {
  const rest = count - items.length
  return rest > 0 && html`<p class="fine report-more">and ${number.format(rest)} more</p>`
}

function failureList(failures: FileReport['failures']): Content {
  if (failures.count === 0) return null
  return html`<details class="report-part" open>
    <summary>What failed</summary>
    <ul class="report-rows">${failures.items.map(
      ({ place, detail }) =>
        html`<li><span class="report-place">${placeText(place)}</span><span>${detail}</span></li>`,
    )}</ul>${more(failures)}
  </details>`
}

function noteList(notes: FileReport['notes']): Content {
  if (notes.count === 0) return null
  return html`<details class="report-part">
    <summary>${number.format(notes.count)} ${notes.count === 1 ? 'note' : 'notes'}</summary>
    <ul class="report-rows">${notes.items.map(
      ({ place, name, note }) =>
        html`<li><span class="report-place">${name ?? placeText(place)}</span><span>${note}</span></li>`,
    )}</ul>${more(notes)}
  </details>`
}

function promptList({ prompts, dryRun }: FileReport): Content {
  if (prompts.count === 0) return null
  return html`<details class="report-part">
    <summary>${number.format(prompts.count)} ${prompts.count === 1 ? 'prompt' : 'prompts'}</summary>
    <ul class="report-rows">${prompts.items.map(
      ({ name, outcome }) =>
        html`<li><span class="report-place">${outcome}</span>${dryRun ? html`<span>${name}</span>` : html`<a href="${promptAddress(name)}">${name}</a>`}</li>`,
    )}</ul>${more(prompts)}
  </details>`
}

/** What became of one file, or would become of it: how many, what failed and where, what to know. */
export function fileReport(report: FileReport): Markup {
  const { fileName, stopped } = report
  return html`<section class="card report" aria-label="${fileName}">
  <header class="report-head"><h2>${fileName}</h2>${countsLine(report)}</header>
  ${
    stopped &&
    html`<p class="report-stopped">${icon('alert')}<span><strong>${stopped.detail}</strong> ${stopped.hint}</span></p>`
  }
  ${failureList(report.failures)}${noteList(report.notes)}${promptList(report)}
</section>`
}
