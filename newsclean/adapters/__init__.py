"""Thin adapters to engines that exist. The work is done by ``newsclean.arrow.clean_batches``; they bring it there."""
