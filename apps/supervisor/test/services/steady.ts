import { runTinyService } from './tiny-service.ts'

await runTinyService('prompt-web', (app) => {
  app.get('/hang', () => {
    for (;;);
  })
  app.post('/defect', async () => {
    setImmediate(() => Promise.reject(new RangeError('nobody handles this')))
    return {}
  })
})
