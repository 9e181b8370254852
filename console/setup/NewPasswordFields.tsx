import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { isStrongEnough, passwordMaxLength } from '../../domain/identity/password-rules.ts'

type Person = { name: string; email: string; staffNo: string }

/** A new password, twice, held to the rules as it is typed; the list of leaked ones is asked by the server. */
export function NewPasswordFields({ person, replaces = false }: { person: Person; replaces?: boolean }) {
  const { t } = useTranslation('setup')
  return (
    <>
      <Form.Item
        name="password"
        label={replaces ? t('password.next') : t('password.new')}
        extra={t('password.rule')}
        validateTrigger="onBlur"
        rules={[
          {
            validator: (_, password: string | undefined) =>
              isStrongEnough(password ?? '', person)
                ? Promise.resolve()
                : Promise.reject(new Error(t('password.weak'))),
          },
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={passwordMaxLength} />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('password.again')}
        dependencies={['password']}
        validateTrigger="onBlur"
        rules={[
          ({ getFieldValue }) => ({
            validator: (_, again: string | undefined) =>
              again === getFieldValue('password')
                ? Promise.resolve()
                : Promise.reject(new Error(t('password.differs'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={passwordMaxLength} />
      </Form.Item>
    </>
  )
}
