import { Button } from '@mantine/core'
import { IconReceipt } from '@tabler/icons-react'
import { useState } from 'react'
import type { ThreadMessage } from '#core/messaging/thread.ts'
import { isReceiptMime } from '#core/payments/notice.ts'
import { NoticeDialog } from '#web/customer-dialog.tsx'
import { useMay } from '#web/me.tsx'
import { useWords } from '#web/words.ts'
import { steadyLink } from './steady-link.ts'
import css from './thread.module.css'

/** Under a picture or a PDF that a customer sent: it may be the receipt of a transfer. */
export function AsReceipt({ message, customerId }: { message: ThreadMessage; customerId: string }) {
  const t = useWords('inbox')
  const may = useMay()
  const [asking, setAsking] = useState(false)
  const media = message.media.find(({ state, mime }) => state === 'stored' && isReceiptMime(mime))
  const wanted = message.direction === 'in' && message.unsentAt === null && media?.link
  if (!wanted || may('payments.notice') === undefined) return null
  return (
    <div className={css['asReceipt']}>
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconReceipt size={15} />}
        onClick={() => setAsking(true)}
      >
        {t('as_receipt')}
      </Button>
      {asking && (
        <NoticeDialog
          customerId={customerId}
          messageId={message.id}
          file={{
            name: media.name ?? '',
            mime: media.mime ?? '',
            link: steadyLink(media.id, wanted),
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  )
}
