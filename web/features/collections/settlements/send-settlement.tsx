import { client } from '#web/client.ts'
import { useWords } from '#web/words.ts'
import { SendAway } from '../../payments/index.ts'

/** Sends the link at which the customer reads the offer and agrees to it, after showing its way and words. */
export function SendSettlement({ id, onClose }: Readonly<{ id: string; onClose: () => void }>) {
  const t = useWords('settlements')
  return (
    <SendAway
      name={`settlement:${id}`}
      title={t('send_ask')}
      yes={t('send_yes')}
      queued={t('sent_said')}
      preview={(channel) => client.collections.previewConcession({ id, channel })}
      send={(channel, requestId) => client.collections.sendConcession({ id, requestId, channel })}
      onClose={onClose}
    />
  )
}
