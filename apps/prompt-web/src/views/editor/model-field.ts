import { html, type Markup } from '@promptbin/html'
import { described, fieldFault } from './field.ts'
import type { FormState } from './form-values.ts'

/** Settings for a model, which few prompts have, as JSON. */
export function modelField({ values, faults }: FormState): Markup {
  const { modelConfig } = values
  const isOpen = modelConfig.trim() !== '' || faults.has('modelConfig')
  return html`<details class="model"${isOpen && html` open`}>
  <summary>Model settings <span class="optional">optional</span></summary>
  <div class="field">
    <label for="modelConfig">Settings as JSON</label>
    <textarea class="mono" id="modelConfig" name="modelConfig" rows="4" spellcheck="false" autocomplete="off" maxlength="20000" placeholder="{ &quot;temperature&quot;: 0.2 }"${described('modelConfig', faults, 'modelConfig-hint')}>
${modelConfig}</textarea>
    <p class="hint" id="modelConfig-hint">Kept with the version and handed to AI clients as it is; PromptBin does not interpret it.</p>
    ${fieldFault('modelConfig', faults)}
  </div>
</details>`
}
