// Plain JavaScript on purpose: what needs saying here is for a Node that cannot read TypeScript.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `DSR Desk needs Node 24 and this is Node ${process.versions.node}. Run it by npm (\`npm start\`), which brings its own; ` +
      'if you did, run `npm ci` again and let it run the install script of the package "node".',
  );
  process.exit(1);
}
