import { type Content, each, html, type Markup } from '@promptbin/html'
import { described, fieldFault } from '../field.ts'
import {
  blankVariable,
  type FieldFaults,
  type FormState,
  type VariableValues,
} from '../form-values.ts'
import { addButton, removeButton } from './row-buttons.ts'

const types = [
  ['string', 'One line'],
  ['text', 'Text'],
  ['number', 'Number'],
  ['boolean', 'Yes or no'],
  ['enum', 'Choice'],
  ['list', 'List'],
] as const

const nameForm = html` maxlength="64" autocomplete="off" autocapitalize="none" spellcheck="false" pattern="[A-Za-z_][A-Za-z0-9_]*" title="Letters, digits and “_”, not beginning with a digit"`

/** What a forged form sends is shown as it is, like everything that is refused. */
function typeOptions(type: string): Content {
  const isKnown = types.some(([value]) => value === type)
  return [...types, ...(isKnown ? [] : [[type, type] as const])].map(
    ([value, label]) =>
      html`<option value="${value}"${value === type && html` selected`}>${label}</option>`,
  )
}

type Part = keyof VariableValues

function row(variable: VariableValues, index: number, faults: FieldFaults): Markup {
  const id = (part: Part) => `variables.${index}.${part}`
  const cell = (part: Part, label: string, control: Content) =>
    html`<div class="cell cell-${part}"><label class="cell-label" for="${id(part)}">${label}</label>${control}${fieldFault(id(part), faults)}</div>`
  const common = (part: Part) =>
    html`id="${id(part)}" name="${id(part)}"${described(id(part), faults)}`
  const long = (
    part: 'default' | 'description' | 'example' | 'options',
    label: string,
    limit: number,
  ) =>
    cell(
      part,
      label,
      html`<textarea rows="1" ${common(part)} maxlength="${limit}">
${variable[part]}</textarea>`,
    )
  const hasMore = [variable.description, variable.example].some((text) => text !== '')
  const isOpen = hasMore || faults.has(id('description')) || faults.has(id('example'))
  return html`<div class="variable" data-row="variables.${index}" role="group" aria-label="Variable ${index + 1}">
  ${cell('name', 'Name', html`<input class="mono" type="text" ${common('name')} value="${variable.name}"${nameForm}>`)}
  ${cell('type', 'Type', html`<select ${common('type')}>${typeOptions(variable.type)}</select>`)}
  ${long('default', 'Default', 65_536)}
  <label class="choice cell-required"><input type="checkbox" id="${id('required')}" name="${id('required')}" value="yes"${variable.required && html` checked`}> Required</label>
  ${removeButton(`variables.${index}`, `variable ${index + 1}`)}
  ${long('options', 'Choices, one a line', 20_100)}
  <details class="variable-more"${isOpen && html` open`}><summary>Description and example</summary>
    <div class="variable-about">${long('description', 'Description', 1_000)}${long('example', 'Example', 1_000)}</div>
  </details>
</div>`
}

/** The declared variables, one row each, and one row more to write into if there is none. */
export function variableFields({ values, faults }: FormState): Markup {
  const rows = values.variables.length > 0 ? values.variables : [blankVariable]
  return html`<fieldset class="fields variables-fields">
  <legend>Variables</legend>
  <p class="hint">A value is filled in where the text says <code class="place">{{name}}</code>. Without a value the default is used. An empty row is left out.</p>
  <div class="variable-rows" data-rows="variables">${each(rows, (variable, index) => row(variable, index, faults))}</div>
  ${fieldFault('variables', faults)}
  <p>${addButton('variables', 'Add a variable')}</p>
</fieldset>`
}

/** An empty row for scripts to add; its number is given when it is. */
export function blankVariableRow(): Content {
  return html`<template data-blank="variables">${row(blankVariable, 999, new Map())}</template>`
}
