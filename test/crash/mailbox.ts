import { startMailSimulator } from '#server/simulators/mail/simulator.ts'

/** A mail server in a process of its own: what it took stays counted, whoever else is killed. */
const simulator = await startMailSimulator()
process.on('message', (asked) => {
  if (asked !== 'take') return
  const taken = simulator
    .inbox()
    .list()
    .map(({ messageId, envelope, subject }) => ({
      messageId,
      to: envelope.to.join(),
      subject,
    }))
  simulator.inbox().clear()
  process.send?.({ taken })
})
process.once('disconnect', () => process.exit(0))
process.send?.({ port: simulator.port })
