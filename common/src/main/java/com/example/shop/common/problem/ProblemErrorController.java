package com.example.shop.common.problem;

import java.io.IOException;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/// Where the container sends what ended as a bare status.
@Controller
class ProblemErrorController implements ErrorController {

    private final Problems problems;

    ProblemErrorController(Problems problems) {
        this.problems = problems;
    }

    @RequestMapping("${spring.web.error.path:/error}")
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // Asked for directly, there is nothing here.
        int status = (request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code) ? code : 404;
        Answer answer = (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Exception failure)
                ? this.problems.answerTo(failure) : this.problems.ofStatus(status);
        answer.writeTo(response, (String) request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
    }

}
