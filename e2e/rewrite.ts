import type { Locator } from 'playwright-core'

/**
 * Puts words in the place of what stands in the prompt editor, by mouse and keyboard as a person
 * does. `fill` moves the browser's selection and types in one go; a busy machine puts the editor's
 * own selection in between, and the old words stay.
 */
export async function rewrite(box: Locator, words: string): Promise<void> {
  await box.click()
  await box.press('ControlOrMeta+a')
  await box.page().keyboard.insertText(words)
}
