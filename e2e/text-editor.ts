import type { Locator, Page } from 'playwright-core'

/**
 * The prompt editor for the text of a message, once it stands in the place of the plain text area
 * that the page comes with. Whoever takes the area as it is first holds something that is hidden
 * when the script has come.
 */
export function textEditor(page: Page, message = 1): Locator {
  const box = page.getByRole('textbox', { name: `Text of message ${message}` })
  return box.and(page.locator('.cm-content'))
}

/**
 * Puts words in the place of what stands in the prompt editor, by mouse and keyboard as a person
 * does. `fill` moves the browser's selection and types in one go; a busy machine puts the editor's
 * own selection in between, and the old words stay.
 */
export async function rewrite(editor: Locator, words: string): Promise<void> {
  await editor.click()
  await editor.press('ControlOrMeta+a')
  await editor.page().keyboard.insertText(words)
}
