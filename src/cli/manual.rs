//! Manual (手引): the man page, made of the same definitions as the help: the command, then each of its subcommands.

use clap_mangen::Man;

/// One man page of a command and all its subcommands, as roff.
pub(super) fn manual(mut command: clap::Command) -> String {
    command.build();
    let mut out = vec![];
    // To memory nothing fails.
    let _ = Man::new(command.clone()).render(&mut out);
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set() && sub.get_name() != "help") {
        let man = Man::new(sub.clone());
        out.extend(format!(".SH {}\n", sub.get_name().to_uppercase()).into_bytes());
        let _ = man.render_description_section(&mut out).and_then(|()| man.render_synopsis_section(&mut out)).and_then(|()| man.render_options_section(&mut out));
    }
    String::from_utf8_lossy(&out).into_owned()
}
