import { Button, FileButton } from '@mantine/core'
import { IconPaperclip } from '@tabler/icons-react'
import type { NoticeFile } from '#core/payments/notice.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './disputes.module.css'

const mostBytes = 5 * 1024 * 1024

/** The bytes as base64, by the browser itself: a loop over megabytes would freeze the page. */
const base64Of = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onerror = () => reject(reader.error)
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''))
    reader.readAsDataURL(file)
  })

type Props = Readonly<{ file: NoticeFile | undefined; onFile: (file: NoticeFile) => void }>

/** A picture or a PDF to go with what is said, with its name once it is chosen. */
export function Attach({ file, onFile }: Props) {
  const t = useWords('disputes')
  const pick = async (picked: File | null) => {
    if (!picked) return
    if (picked.size > mostBytes) toast.failed(t('attach_large'))
    else onFile({ name: picked.name.slice(0, 200), content: await base64Of(picked) })
  }
  return (
    <div className={css['attach']}>
      <FileButton
        accept="image/png,image/jpeg,image/webp,application/pdf"
        onChange={(picked) => void pick(picked)}
      >
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
