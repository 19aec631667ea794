import { Button, FileButton, Input } from '@mantine/core'
import { IconPaperclip } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { mostPaperBytes } from '#core/paper.ts'
import { base64Of, paperKinds } from '#web/read-file.ts'
import { useField } from '#web/ui/form/fields.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './notices.module.css'

const nameOf = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null && 'name' in value ? String(value.name) : undefined

/** The receipt of a transfer: a picture or a PDF, with its name once it is chosen. */
export function ReceiptField({ path, label }: { path: string; label: ReactNode }) {
  const t = useWords('payments')
  const { value, set, props } = useField({ path, label, optional: true })
  const name = nameOf(value)
  const pick = async (file: File | null) => {
    if (!file) return
    if (file.size > mostPaperBytes) toast.failed(t('pay_told_large'))
    else set({ name: file.name.slice(0, 200), content: await base64Of(file) })
  }
  return (
    <Input.Wrapper label={props.label} error={props.error} labelElement="div">
      <div className={css['pick']}>
        <FileButton accept={paperKinds} onChange={(file) => void pick(file)}>
          {(button) => (
            <Button {...button} variant="default" leftSection={<IconPaperclip size={16} />}>
              {t(name ? 'pay_told_change' : 'pay_told_pick')}
            </Button>
          )}
        </FileButton>
        {name && (
          <bdi dir="ltr" className={css['fileName']}>
            {name}
          </bdi>
        )}
      </div>
    </Input.Wrapper>
  )
}
