import { type Content, html, type Markup } from '../markup/html.ts'
import { icon } from '../markup/icon.ts'
import { described, fieldFault } from './field.ts'
import type { FormState, VariableValues } from './form-values.ts'

const blank: VariableValues = { name: '', default: '', required: false, description: '' }

function row({ values, faults }: FormState, index: number): Markup {
  const variable = values.variables[index] ?? blank
  const id = (part: keyof VariableValues) => `variables.${index}.${part}`
  const cell = (part: 'name' | 'default' | 'description', label: string, control: Content) =>
    html`<div class="cell cell-${part}"><label class="cell-label" for="${id(part)}">${label}</label>${control}${fieldFault(id(part), faults)}</div>`
  const common = (part: 'name' | 'default' | 'description') =>
    html`id="${id(part)}" name="${id(part)}"${described(id(part), faults)}`
  return html`<div class="variable" data-row role="group" aria-label="Variable ${index + 1}">
  ${cell('name', 'Name', html`<input class="mono" type="text" ${common('name')} value="${variable.name}" maxlength="64" autocomplete="off" autocapitalize="none" spellcheck="false" pattern="[A-Za-z_][A-Za-z0-9_]*" title="Letters, digits and “_”, not beginning with a digit">`)}
  ${cell(
    'default',
    'Default',
    html`<textarea rows="1" ${common('default')} maxlength="65536">
${variable.default}</textarea>`,
  )}
  ${cell(
    'description',
    'Description',
    html`<textarea rows="1" ${common('description')} maxlength="1000">
${variable.description}</textarea>`,
  )}
  <label class="choice cell-required"><input type="checkbox" name="${id('required')}" value="yes"${variable.required && html` checked`}> Required</label>
  <button class="button button-bare needs-script" type="button" data-remove aria-label="Remove variable ${index + 1}">${icon('close')}</button>
</div>`
}

function theirVariables({ values, theirs }: FormState): Content {
  if (theirs === undefined) return null
  if (JSON.stringify(theirs.variables) === JSON.stringify(values.variables)) return null
  const told = theirs.variables.map((variable) => {
    const facts = [
      variable.required && 'required',
      variable.default && `default ${variable.default}`,
      variable.description,
    ]
    return html`<li><code class="place">${variable.name}</code> ${facts.filter(Boolean).join(', ')}</li>`
  })
  return html`<div class="theirs"><p>In the library now:</p>${told.length === 0 ? html`<p><i>no variables</i></p>` : html`<ul class="plain">${told}</ul>`}</div>`
}

/** The declared variables, one row each, and one row more to write into. */
export function variableFields(state: FormState): Markup {
  const count = state.values.variables.length + 1
  return html`<fieldset class="fields variables-fields" data-rows="variables">
  <legend>Variables</legend>
  <p class="hint">A value is filled in where the text says <code class="place">{{name}}</code>. Without a value the default is used. An empty row is left out.</p>
  <p class="undeclared needs-script" id="undeclared" role="status" hidden></p>
  ${Array.from({ length: count }, (_, index) => row(state, index))}
  ${fieldFault('variables', state.faults)}${theirVariables(state)}
  <p><button class="button button-small" type="submit" name="add" value="variable" formnovalidate data-add>${icon('plus')} Add a variable</button></p>
</fieldset>`
}
