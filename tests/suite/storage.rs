//! The journal in its file: what is saved stays saved, whatever happens to the power, the disk, the
//! clock or the file.

mod append;
mod crash;
mod damage;
mod form;
mod pins;
mod receive;
mod store;
