import('wix-contacts').then(({ VERSION }) => console.log(JSON.stringify({ VERSION })));
