/** What importing a drawing gives: its markup. */
declare module "*.svg" {
  const drawing: string;
  export default drawing;
}
