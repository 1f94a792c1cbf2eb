package dev.leat.docs;

/**
 * A block of code on a page.
 *
 * @param page the page's file name
 * @param line where it begins
 * @param language what stands behind the fence first; empty for a picture
 * @param marks what else stands there
 * @param text the code
 */
record Block(String page, int line, String language, String marks, String text) {

	boolean is(String name) {
		return this.language.equals(name);
	}

	@Override
	public String toString() {
		return this.page + ":" + this.line + " " + this.language;
	}

}
