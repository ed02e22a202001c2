package io.tapeline.journal.books;

import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.repository.NoRepositoryBean;
import org.springframework.data.repository.Repository;

/** One table of the books, for reading. */
@NoRepositoryBean
public interface Book<T extends BookRow>
    extends Repository<T, String>, JpaSpecificationExecutor<T> {}
