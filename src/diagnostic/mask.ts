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

/**
 * Hides passwords in an SQL statement or a directive: options and parts of connection strings.
 *
 * @example
 * maskSql("OPTIONS (user 'app', password 's3cret')"); // "OPTIONS (user 'app', password '***')"
 */
export function maskSql(text: string): string {
  return maskUrl(text)
    .replace(/(password"?\s+)'(?:[^']|'')*'/gi, "$1'***'")
    .replace(/(password"?:\s*)"(?:[^"\\]|\\.)*"/gi, '$1"***"')
    .replace(/(password\s*=\s*)(?:''[^']*''|[^\s'"]+)/gi, "$1***");
}
