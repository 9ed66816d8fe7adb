import { Module } from '@nestjs/common';
import { SuppliersController } from './suppliers.controller.ts';
import { SuppliersRepository } from './suppliers.repository.ts';
import { SuppliersService } from './suppliers.service.ts';

@Module({
  controllers: [SuppliersController],
  providers: [SuppliersRepository, SuppliersService],
  exports: [SuppliersRepository],
})
export class SuppliersModule {}
