package io.m2m.offender.load;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.MessageListener;

class Listens implements MessageListener<String, String> {
    @Override
    public void onMessage(ConsumerRecord<String, String> record) {}
}
