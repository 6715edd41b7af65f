//! What a terminal has to do besides showing.

use vt100::Screen;

/// What a terminal has to do besides showing: the answers that it owes to questions in its output, and what was put into
/// its clipboard, in base 64.
#[derive(Default)]
pub struct Questions {
    pub answers: Vec<u8>,
    pub clipboard: Vec<u8>,
    /// What else came that is not for the screen.
    pub strays: Vec<String>,
}

impl vt100::Callbacks for Questions {
    fn unhandled_csi(
        &mut self,
        screen: &mut Screen,
        first: Option<u8>,
        _: Option<u8>,
        parameters: &[&[u16]],
        last: char,
    ) {
        if let (None, [[6]], 'n') = (first, parameters, last) {
            let (row, column) = screen.cursor_position();
            self.answers
                .extend(format!("\x1b[{};{}R", row + 1, column + 1).bytes());
        }
    }

    fn audible_bell(&mut self, _: &mut Screen) {
        self.strays.push("a bell".to_owned());
    }

    fn set_window_title(&mut self, _: &mut Screen, title: &[u8]) {
        self.strays.push(format!("the title {title:?}"));
    }

    fn set_window_icon_name(&mut self, _: &mut Screen, name: &[u8]) {
        self.strays.push(format!("the icon {name:?}"));
    }

    fn copy_to_clipboard(&mut self, _: &mut Screen, _: &[u8], data: &[u8]) {
        self.clipboard = data.to_vec();
        self.strays.push(format!("for the clipboard {data:?}"));
    }

    fn paste_from_clipboard(&mut self, _: &mut Screen, _: &[u8]) {
        self.strays.push("a look into the clipboard".to_owned());
    }

    fn unhandled_osc(&mut self, _: &mut Screen, parameters: &[&[u8]]) {
        self.strays.push(format!("a command {parameters:?}"));
    }

    fn unhandled_control(&mut self, _: &mut Screen, control: u8) {
        self.strays.push(format!("the control {control:02x}"));
    }
}
