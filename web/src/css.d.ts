/** A stylesheet is imported as its text: see the build. */
declare module '*.css' {
  const text: string;
  export default text;
}
