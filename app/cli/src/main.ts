export async function main(){console.log('hi')}
