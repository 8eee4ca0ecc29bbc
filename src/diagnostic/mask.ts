/**
 * Hides the password in a database URL, in the authority and in the query.
 *
 * @example
 * maskUrl("postgresql://ana:s3cret@db/app"); // "postgresql://ana:***@db/app"
 */
export function maskUrl(text: string): string {
  return text
    .replace(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s/]*@/gi, "$1:***@")
    .replace(/([?&;](?:password|sslpassword)=)[^&\s]*/gi, "$1***");
}
