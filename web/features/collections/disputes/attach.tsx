import { Button, FileButton } from '@mantine/core'
import { IconPaperclip } from '@tabler/icons-react'
import { mostPaperBytes } from '#core/paper.ts'
import type { NoticeFile } from '#core/payments/notice.ts'
import { base64Of, paperKinds } from '#web/read-file.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './disputes.module.css'

type Props = Readonly<{ file: NoticeFile | undefined; onFile: (file: NoticeFile) => void }>

/** A picture or a PDF to go with what is said, with its name once it is chosen. */
export function Attach({ file, onFile }: Props) {
  const t = useWords('disputes')
  const pick = async (picked: File | null) => {
    if (!picked) return
    if (picked.size > mostPaperBytes) toast.failed(t('attach_large'))
    else onFile({ name: picked.name.slice(0, 200), content: await base64Of(picked) })
  }
  return (
    <div className={css['attach']}>
      <FileButton accept={paperKinds} onChange={(picked) => void pick(picked)}>
        {(button) => (
          <Button {...button} variant="default" leftSection={<IconPaperclip size={16} />}>
            {t(file ? 'attach_change' : 'attach')}
          </Button>
        )}
      </FileButton>
      {file && <bdi dir="ltr">{file.name}</bdi>}
    </div>
  )
}
