package dev.dynolift.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    https://logs.example.com/in?key=PLANTED9                | logs.example.com
                    syslog+tls://u:PLANTED9@logs.example.com:6514           | logs.example.com
                    https://PLANTED9@logs.example.com                       | logs.example.com
                    https://user:p@PLANTED9/w@logs.example.com/in           | logs.example.com
                    https://user:PLANTED9 two@logs.example.com/in           | logs.example.com
                    https://a:12#PLANTED9@logs.example.com                  | logs.example.com
                    postgres://u:p@ss/PLANTED9#@db.example.com:5432/x       | db.example.com
                    https://first.second:12#PLANTED9@logs.example.com       | -
                    https://planted9.token#x@logs.example.com               | -
                    https://logs.example.com/?mail=eva@other.example.com    | logs.example.com
                    https://medium.example/@eva                             | medium.example
                    https://cdn.example/npm/three@0.160.1/three.js          | cdn.example
                    https://under_score.example/x                           | under_score.example
                    https://localhost:8080/x                                | localhost
                    http://[::1]:80/PLANTED9                                | [::1]
                    mongodb://u:PLANTED9@h1.example:27017,h2.example:27017/x | h1.example
                    https://user:PLANTED9                                   | -
                    //PLANTED9@x                                            | -
                    PLANTED9                                                | -
                    https://                                                | -
                    """)
    void tells_the_host_and_no_part_of_a_login(String address, String host) {
        assertThat(Address.host(address)).isEqualTo(Optional.ofNullable(host));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    https://PLANTED9@github.com/acme/bp.git                 | https://github.com/acme/bp.git
                    https://u:p/PLANTED9@github.com/acme/bp.git#main        | https://github.com/acme/bp.git#main
                    https://github.com/acme/bp.tgz?token=PLANTED9           | https://github.com/acme/bp.tgz
                    git+https://u:PLANTED9@github.com/a/p.git@v1.2#egg=p    | git+https://github.com/a/p.git@v1.2#egg=p
                    deb https://u:PLANTED9@apt.example.com/ stable main     | deb https://apt.example.com/ stable main
                    heroku/ruby                                             | heroku/ruby
                    git@github.com:acme/bp                                  | git@github.com:acme/bp
                    """)
    void shows_an_address_without_its_login(String address, String shown) {
        assertThat(Address.withoutLogin(address)).isEqualTo(shown);
    }

    @Test
    void takes_no_time_for_hostile_addresses() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            for (String part : new String[] {"a", "a.", "@", ":", "a@a.", "://", "://a:", "?a=", "-", "_."}) {
                String hostile = "x://" + part.repeat(20_000);
                Address.host(hostile);
                Address.withoutLogin(hostile);
            }
        });
    }
}
